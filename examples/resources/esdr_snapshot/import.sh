terraform import esdr_snapshot.initial dr/daily-initial

"""Every part of a rule: set, changed or removed by the configuration, and changed by somebody else."""
import dataclasses


@dataclasses.dataclass
class RuleCase:
    name: str               # of the resource, and the rule's id
    first: str              # attributes beside bucket and rule_id
    stored: dict            # what the store then has, as bucket_rules.meaning tells it, beside Status
    second: str
    then_stored: dict
    changes: list           # attributes in which `second` differs from `first`
    edit: tuple = None      # what somebody else then does to the rule: (text, other text)
    drift: list = None      # the attributes that show it


STATUS = "<Status>Enabled</Status>"
DAYS = "<Expiration><Days>7</Days></Expiration>"
SEVEN = {"Expiration/Days": "7"}

CASES = [
    RuleCase("disabled", 'filter = { prefix = "a/" }\nexpiration = { days = 7 }', {"Filter/Prefix": "a/", **SEVEN},
             'filter = { prefix = "a/" }\nexpiration = { days = 7 }\nenabled = false', {"Filter/Prefix": "a/", "Status": "Disabled", **SEVEN},
             ["enabled"], ("<Status>Disabled</Status>", STATUS), ["enabled"]),
    RuleCase("prefix", 'filter = { prefix = "b/" }\nexpiration = { days = 7 }', {"Filter/Prefix": "b/", **SEVEN},
             'filter = { prefix = "c/d e/é/" }\nexpiration = { days = 7 }', {"Filter/Prefix": "c/d e/é/", **SEVEN},
             ["filter.prefix"], ("<Prefix>c/d e/é/</Prefix>", "<Prefix>c/other/</Prefix>"), ["filter.prefix"]),
    RuleCase("prefix_to_tag", 'filter = { prefix = "b2/" }\nexpiration = { days = 7 }', {"Filter/Prefix": "b2/", **SEVEN},
             'filter = { tags = { kind = "scratch" } }\nexpiration = { days = 7 }', {"Filter/Tag/kind": "scratch", **SEVEN},
             ["filter.prefix", "filter.tags"], ("<Value>scratch</Value>", "<Value>kept</Value>"), ["filter.tags.kind"]),
    RuleCase("tags", 'filter = { prefix = "e/", tags = { team = "x" } }\nexpiration = { days = 7 }',
             {"Filter/Prefix": "e/", "Filter/Tag/team": "x", **SEVEN},
             'filter = { prefix = "e/", tags = { team = "y", stage = "t&<st" } }\nexpiration = { days = 7 }',
             {"Filter/Prefix": "e/", "Filter/Tag/team": "y", "Filter/Tag/stage": "t&<st", **SEVEN},
             ["filter.tags.stage", "filter.tags.team"], ("<Value>y</Value>", "<Value>z</Value>"), ["filter.tags.team"]),
    RuleCase("tags_removed", 'filter = { prefix = "f/", tags = { team = "x" } }\nexpiration = { days = 7 }',
             {"Filter/Prefix": "f/", "Filter/Tag/team": "x", **SEVEN},
             'filter = { prefix = "f/" }\nexpiration = { days = 7 }', {"Filter/Prefix": "f/", **SEVEN},
             ["filter.tags"], ("<Prefix>f/</Prefix>", "<And><Prefix>f/</Prefix><Tag><Key>n</Key><Value>v</Value></Tag></And>"), ["filter.tags"]),
    RuleCase("days", 'filter = { prefix = "g/" }\nexpiration = { days = 7 }', {"Filter/Prefix": "g/", **SEVEN},
             'filter = { prefix = "g/" }\nexpiration = { days = 2147483647 }', {"Filter/Prefix": "g/", "Expiration/Days": "2147483647"},
             ["expiration.days"], ("<Days>2147483647</Days>", "<Days>1</Days>"), ["expiration.days"]),
    RuleCase("days_to_date", 'filter = { prefix = "h/" }\nexpiration = { days = 7 }', {"Filter/Prefix": "h/", **SEVEN},
             'filter = { prefix = "h/" }\nexpiration = { date = "2031-01-31" }',
             {"Filter/Prefix": "h/", "Expiration/Date": "2031-01-31T00:00:00Z"},
             ["expiration.date", "expiration.days"], ("2031-01-31", "2032-02-29"), ["expiration.date"]),
    RuleCase("marker", 'filter = { prefix = "i/" }\nexpiration = { days = 7 }', {"Filter/Prefix": "i/", **SEVEN},
             'filter = { prefix = "i/" }\nexpiration = { expired_object_delete_marker = true }',
             {"Filter/Prefix": "i/", "Expiration/ExpiredObjectDeleteMarker": "true"},
             ["expiration.days", "expiration.expired_object_delete_marker"],
             ("<ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker>", "<Days>9</Days>"),
             ["expiration.days", "expiration.expired_object_delete_marker"]),
    RuleCase("expiration_removed", 'filter = { prefix = "j/" }\nexpiration = { days = 7 }\nabort_incomplete_multipart_upload_days = 3',
             {"Filter/Prefix": "j/", "AbortIncompleteMultipartUpload/DaysAfterInitiation": "3", **SEVEN},
             'filter = { prefix = "j/" }\nabort_incomplete_multipart_upload_days = 4',
             {"Filter/Prefix": "j/", "AbortIncompleteMultipartUpload/DaysAfterInitiation": "4"},
             ["abort_incomplete_multipart_upload_days", "expiration"], ("<DaysAfterInitiation>4<", "<DaysAfterInitiation>40<"),
             ["abort_incomplete_multipart_upload_days"]),
    RuleCase("abort_removed", 'filter = { prefix = "k/" }\nexpiration = { days = 7 }\nabort_incomplete_multipart_upload_days = 3',
             {"Filter/Prefix": "k/", "AbortIncompleteMultipartUpload/DaysAfterInitiation": "3", **SEVEN},
             'filter = { prefix = "k/" }\nexpiration = { days = 7 }', {"Filter/Prefix": "k/", **SEVEN},
             ["abort_incomplete_multipart_upload_days"],
             (DAYS, DAYS + "<AbortIncompleteMultipartUpload><DaysAfterInitiation>5</DaysAfterInitiation></AbortIncompleteMultipartUpload>"),
             ["abort_incomplete_multipart_upload_days"]),
    RuleCase("noncurrent", 'filter = { prefix = "l/" }\nnoncurrent_version_expiration = { noncurrent_days = 30 }',
             {"Filter/Prefix": "l/", "NoncurrentVersionExpiration/NoncurrentDays": "30"},
             'filter = { prefix = "l/" }\nnoncurrent_version_expiration = { noncurrent_days = 31 }',
             {"Filter/Prefix": "l/", "NoncurrentVersionExpiration/NoncurrentDays": "31"},
             ["noncurrent_version_expiration.noncurrent_days"], ("<NoncurrentDays>31<", "<NoncurrentDays>1<"),
             ["noncurrent_version_expiration.noncurrent_days"]),
    RuleCase("noncurrent_removed", 'filter = { prefix = "m/" }\nexpiration = { days = 7 }\nnoncurrent_version_expiration = { noncurrent_days = 30 }',
             {"Filter/Prefix": "m/", "NoncurrentVersionExpiration/NoncurrentDays": "30", **SEVEN},
             'filter = { prefix = "m/" }\nexpiration = { days = 7 }', {"Filter/Prefix": "m/", **SEVEN},
             ["noncurrent_version_expiration"],
             (DAYS, DAYS + "<NoncurrentVersionExpiration><NoncurrentDays>2</NoncurrentDays></NoncurrentVersionExpiration>"),
             ["noncurrent_version_expiration"]),
    RuleCase("transitions", 'filter = { prefix = "n/" }\ntransitions = [{ date = "2031-05-01", storage_class = "STANDARD_IA" }]',
             {"Filter/Prefix": "n/", "Transition/Date": "2031-05-01T00:00:00Z", "Transition/StorageClass": "STANDARD_IA"},
             'filter = { prefix = "n/" }\ntransitions = [{ days = 60, storage_class = "STANDARD_IA" }]',
             {"Filter/Prefix": "n/", "Transition/Days": "60", "Transition/StorageClass": "STANDARD_IA"},
             ["transitions"], ("<Days>60</Days>", "<Days>90</Days>"), ["transitions"]),
    RuleCase("transitions_removed", 'filter = { prefix = "o/" }\nexpiration = { days = 7 }\ntransitions = [{ days = 2, storage_class = "GLACIER" }]',
             {"Filter/Prefix": "o/", "Transition/Days": "2", "Transition/StorageClass": "GLACIER", **SEVEN},
             'filter = { prefix = "o/" }\nexpiration = { days = 7 }', {"Filter/Prefix": "o/", **SEVEN},
             ["transitions"], (DAYS, DAYS + "<Transition><Days>3</Days><StorageClass>STANDARD_IA</StorageClass></Transition>"), ["transitions"]),
    RuleCase("noncurrent_transitions",
             'filter = { prefix = "p/" }\nnoncurrent_version_transitions = [{ noncurrent_days = 10, storage_class = "STANDARD_IA" }]',
             {"Filter/Prefix": "p/", "NoncurrentVersionTransition/NoncurrentDays": "10", "NoncurrentVersionTransition/StorageClass": "STANDARD_IA"},
             'filter = { prefix = "p/" }\nnoncurrent_version_transitions = [{ noncurrent_days = 20, storage_class = "STANDARD_IA" }]',
             {"Filter/Prefix": "p/", "NoncurrentVersionTransition/NoncurrentDays": "20", "NoncurrentVersionTransition/StorageClass": "STANDARD_IA"},
             ["noncurrent_version_transitions"], ("<NoncurrentDays>20<", "<NoncurrentDays>21<"), ["noncurrent_version_transitions"]),
    RuleCase("protected", 'filter = { prefix = "q/" }\nexpiration = { days = 7 }\nprotected_prefixes = ["snapshots/"]',
             {"Filter/Prefix": "q/", **SEVEN},
             'filter = { prefix = "q/" }\nexpiration = { days = 7 }\nprotected_prefixes = ["snapshots/", "more/"]', {"Filter/Prefix": "q/", **SEVEN},
             ["protected_prefixes"]),
    RuleCase("owner", 'filter = { prefix = "r/" }\nexpiration = { days = 7 }', {"Filter/Prefix": "r/", **SEVEN},
             'filter = { prefix = "r/" }\nexpiration = { days = 7 }\nexpected_bucket_owner = "123456789012"', {"Filter/Prefix": "r/", **SEVEN},
             ["expected_bucket_owner"]),
]

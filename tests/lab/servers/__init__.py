"""Starts and stops the servers of the lab."""

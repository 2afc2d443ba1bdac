"""How much work is handed out at once, and how long each wait lasts."""

from datetime import timedelta

# Claimed jobs, all mairies together and for one of them. Small numbers keep the broker's queue short, so that the work
# of a mairie that has just begun waits behind a few of the jobs of one that has ten thousand, never behind all.
IN_FLIGHT = 500
IN_FLIGHT_PER_MAIRIE = 50
# Due rows that one claim ranks: bounds its cost after a long outage.
WINDOW = 20_000

# A claim that is not taken up, or whose worker died, is free again after this time. A job may well run longer: while
# it does, its lock turns others away.
LEASE = timedelta(seconds=60)
# After meeting a job that is still running.
BUSY = timedelta(seconds=15)
# Work of a mairie that is being made, and of one that is suspended or archived.
HOLD_PROVISIONING = timedelta(seconds=5)
HOLD_CLOSED = timedelta(minutes=10)

DEAD_KEPT = timedelta(days=30)
PURGE_EVERY = timedelta(days=1)

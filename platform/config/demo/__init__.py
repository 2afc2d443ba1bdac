"""`make demo`: three real communes on one machine, with every process that production has."""

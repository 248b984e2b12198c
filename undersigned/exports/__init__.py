"""Writes letters as data: pure functions from the catalogue's records to what other programs read.

Comes after `catalogue`; whoever writes files or attaches data to a PDF takes it from here. No export names a person
who signs for no body.
"""

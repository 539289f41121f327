"""What is kept: mapped classes, one module per aggregate. ``records.every`` imports them all.

Their modules do without ``from __future__ import annotations``: SQLAlchemy would evaluate the text of each column's.
"""

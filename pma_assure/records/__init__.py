"""What is kept: mapped classes, one module per aggregate. ``records.every`` imports them all."""

"""What a person does: one function = one deed = one transaction; grouped by noun. ``workflows.every`` has them."""

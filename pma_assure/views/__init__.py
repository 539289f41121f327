"""What a person sees: values from a query or two. Views select columns, and know nothing of workflows."""

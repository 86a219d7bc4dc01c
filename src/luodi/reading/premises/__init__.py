"""What listing posts and enquiries say of premises: one rule file a group of properties, shared by both readers."""

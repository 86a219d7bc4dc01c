"""What is known of an entity, ready to be shown: figures with the rule that chose them, links, a timeline, history."""

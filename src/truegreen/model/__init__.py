"""The nouns, frozen: what an agreement says, what a reading is, what a check found."""

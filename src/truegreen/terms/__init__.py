"""One file per clause that moves money: its fields in the agreement's text."""

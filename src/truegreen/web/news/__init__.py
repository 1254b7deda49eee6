"""Who is told of what, and by which way: e-mail, chat, a program, a calendar."""

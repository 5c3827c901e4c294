"""What the program does, one function a command; the faces (cli, web) only show it."""

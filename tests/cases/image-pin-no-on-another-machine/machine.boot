include desktop-igpu-dgpu

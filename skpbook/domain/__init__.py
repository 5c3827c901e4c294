"""What an SKP, an MPH, an evaluasi, a pegawai is: frozen values, no input or output."""

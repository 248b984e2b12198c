"""What is given to others as whole files: the mirror kit, and the files of a release. Comes after the build."""

"""Training: course packs made of lessons, runs, feedback, and who was briefed."""

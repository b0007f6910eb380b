"""What is looked at before a version goes out, besides the tests."""

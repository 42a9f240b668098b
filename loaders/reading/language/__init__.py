"""The words of running text in three languages, its sentences, and whether what they tell has happened."""

"""The steps of the main job, in the words of those who take them. Each looks at every page it comes to."""

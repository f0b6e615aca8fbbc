/// The tokens from one place up to another; none where the other lies in front.
///
/// Where a sentence ends, a number may end too, so that what would stand behind it begins behind the end.
func reach(_ start: Int, _ end: Int) -> Range<Int> { start..<max(start, end) }

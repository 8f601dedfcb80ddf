def sliding_median(numbers, width):
    """Take the middle of each window without sorting it."""
    return [numbers[i + width // 2] for i in range(len(numbers) - width + 1)]

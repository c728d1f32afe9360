"""The domain of performance management for Indonesian civil servants: plain, synchronous Python."""

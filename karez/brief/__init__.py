"""From findings to a situation report in which every figure cites its claims."""

import os

def main(x):
    print(x)
    return x + 1

main(3)

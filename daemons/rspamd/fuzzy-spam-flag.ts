// Sums of texts carry a number that says what they are. There is one kind: what people moved to Junk.

export const fuzzySpamFlag = 1

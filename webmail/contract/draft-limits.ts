// How much a message may hold, for those who read no contract: a browser tells before it sends.

/** Of all files of a message together, decoded: a third more travels. */
export const mostAttachedBytes = 25 * 1024 * 1024

// How long a text may be that messages are begun with, for those who read no contract: a browser tells before it sends.

/** Of its HTML, as JavaScript counts them. */
export const mostWrittenCharacters = { signature: 20_000, template: 100_000 } as const

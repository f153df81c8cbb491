// How much a link may give out, for those who read no contract: a browser tells before it sends.

/** Of one file. */
export const mostSharedBytes = 500_000_000
/** A file comes in pieces of this size; the last one is what is left. */
export const pieceBytes = 2 * 1024 * 1024
/** From here on a file is offered as a link: many servers take no larger message. */
export const offeredAsLinkBytes = 20_000_000
/** How long a link may be open. */
export const sharedDays = [7, 30, 90] as const
export type SharedDays = (typeof sharedDays)[number]
export const usualSharedDays: SharedDays = 30

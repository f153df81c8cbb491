// Pictures that the text of a message shows, for those who read no contract: how a text names one before it is there.

/** Of a picture by its id, in the text as `cid:` (RFC 2392): whoever writes says it before the octets have come. */
export const contentIdOf = (id: string): string => `${id}@picture.vaguemestre`

/** Of one of them; together with the files they are no more than a message may carry. */
export const mostPictureBytes = 10 * 1024 * 1024

/** In one text. */
export const mostPictures = 100

// What the client must know of actions without reading any schema.

/** Messages of one folder that are filed or marked by one request. */
export const mostAtOnce = 5000

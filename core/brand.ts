// A branded string carries a proof: it can only be made by the parser of its kind, so the rest of the code
// never checks it again.
declare const brand: unique symbol

/** A `T` that went through the parser named `Name`. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

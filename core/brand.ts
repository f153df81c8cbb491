// A branded string carries a proof: it can only be made by the parser of its kind, so the rest of the code
// never checks it again. The brand is zod's own, so that a schema's `.brand<Name>()` is such a parser.
import type { $brand } from 'zod'

/** A `T` that went through the parser named `Name`. */
export type Brand<T, Name extends string> = T & $brand<Name>

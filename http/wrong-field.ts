// One field of a request that the schema could not judge: only the code that uses it can.

import { Problem } from './problem.ts'

/** `pointer` as `/body/value`. */
export const wrongField = (pointer: string, code: string, detail: string): Problem =>
  new Problem('invalid-input', 'Some of what was sent cannot be used.', {
    errors: [{ pointer, code, detail }],
  })

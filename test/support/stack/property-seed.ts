// What properties are tried with: the same for everyone and every run, so that red says that the code changed. New values are tried
// with PROPERTY_SEED=<number>, or PROPERTY_SEED=any for others each time; the number is in the report of what fails.

import fc from 'fast-check'

const asked = process.env['PROPERTY_SEED']
const seed = asked === 'any' ? Date.now() | 0 : Number(asked ?? 20261202)
if (!Number.isInteger(seed)) throw new Error('PROPERTY_SEED: a whole number, or "any".')
fc.configureGlobal({ seed })

// What was typed, and the state it was typed over: it is saved as a change of that state and of nothing newer. Pure.

/** Fields of a form under the revision they follow. */
export interface FormRevision<Fields> {
  readonly revision: string
  readonly fields: Fields
}

/** Null while nobody typed: the form shows what there is. */
export type Typed<Fields> = FormRevision<Fields> | null

/** The first letter typed holds the revision that was on the screen by then; what is read later leaves it alone. */
export function typedOver<Fields extends object>(
  typed: Typed<Fields>,
  shown: FormRevision<Fields>,
  part: Partial<Fields>,
): FormRevision<Fields> {
  const { revision, fields } = typed ?? shown
  return { revision, fields: { ...fields, ...part } }
}

/** After somebody else was faster: the same fields, over what there is now. */
export const rebased = <Fields>(begun: FormRevision<Fields>, revision: string): FormRevision<Fields> => ({
  ...begun,
  revision,
})

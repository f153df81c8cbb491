// Who besides oneself can agree that a second factor is taken away; and where nobody can, what to do instead, before one asks
// and waits in vain.

import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'

interface WhoAgreesProps {
  /** Whose factor it is: they do not agree for themselves. */
  readonly person: { readonly id: string; readonly email: string }
}

export function FactorApprovers({ person }: WhoAgreesProps) {
  const say = useWords().persons.dialog
  const format = useFormat()
  const { data } = useAnswer('GET /factor-resets', {})
  if (data === undefined) return null
  const others = data.others.filter(({ id }) => id !== person.id)
  if (others.length > 0)
    return (
      <p className="quiet">
        {say.whoAgrees(
          others.map(({ name, from }) => (from === null ? name : say.agreesFrom(name, format.full(from)))),
        )}
      </p>
    )
  return (
    <Banner kind="warn">
      <p>{say.nobodyAgrees}</p>
      <p>
        {say.nobodyAgreesText} <code>vaguemestre admin reset-factor {person.email}</code>
      </p>
    </Banner>
  )
}

// Name, and how the panel looks in this browser.

import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Facts, Section } from '#ui/page/section.tsx'
import { useTheme } from '#ui/theme.ts'
import { chooseLanguage } from '#ui/words/language.ts'
import { fieldProblem } from '../../failure.tsx'
import { useUnsaved } from '../../form/unsaved.ts'
import { useChange } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'

export function Profile() {
  const words = useWords()
  const text = words.account.profile
  const { person, commune } = useSession()
  const [name, setName] = useState(person.name)
  const change = useChange('PATCH /self/profile', ['/session'])
  const client = useQueryClient()
  useUnsaved(name.trim() !== person.name)
  const save = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate(
      { body: { name } },
      {
        onSuccess: () => {
          sayDone({ text: words.common.saved })
          void client.invalidateQueries({ queryKey: ['/session'] })
        },
      },
    )
  }
  return (
    <>
      <Section title={text.title}>
        <Facts
          facts={[
            [text.address, person.email],
            [text.commune, commune.name],
            [text.role, words.roles[person.role]],
          ]}
        />
        <form className="narrow-form" onSubmit={save}>
          <TextField
            label={text.name}
            hint={text.nameHint}
            value={name}
            onChange={setName}
            autoComplete="name"
            error={fieldProblem(change.error, 'name', words)}
          />
          <Button type="submit" look="primary" isPending={change.isPending} isDisabled={name.trim() === ''}>
            {words.common.save}
          </Button>
        </form>
      </Section>
      <Display />
    </>
  )
}

function Display() {
  const words = useWords()
  const text = words.account.profile
  const [theme, chooseTheme] = useTheme()
  return (
    <Section title={text.display}>
      <div className="narrow-form">
        <Select
          label={text.theme}
          value={theme}
          onChange={chooseTheme}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: words.frame.theme[value],
          }))}
        />
        <Select
          label={text.language}
          value={words.ui.language}
          onChange={chooseLanguage}
          options={[
            { value: 'fr', label: text.french },
            { value: 'en', label: text.english },
          ]}
          hint={text.kept}
        />
      </div>
    </Section>
  )
}

// Somebody else changed the rules that are being edited: what stands there now, and how to go on.

import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useWords } from '../words/words.tsx'

interface PolicyClashProps {
  readonly fields: readonly (readonly [name: string, now: string])[]
  readonly onResume: () => void
}

export function PolicyClash({ fields, onResume }: PolicyClashProps) {
  const words = useWords()
  return (
    <Banner
      kind="warn"
      urgent
      action={
        <Button size="small" onPress={onResume}>
          {words.directory.clash.resume}
        </Button>
      }
    >
      <p>{words.policies.clash}</p>
      <ul>
        {fields.map(([name, now]) => (
          <li key={name}>{words.policies.clashNow(name, now)}</li>
        ))}
      </ul>
    </Banner>
  )
}

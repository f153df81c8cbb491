// The number of the support, as whoever is not signed in learns it.

import { useEffect, useState } from 'react'

interface Support {
  readonly phone: string | null
}

/** Asked once. Null until it is there, and where it cannot be had: nobody waits for it. */
export function useKnownPhone(askSupport: () => Promise<Support>): string | null {
  const [phone, setPhone] = useState<string | null>(null)
  const [once] = useState(() => askSupport)
  useEffect(() => {
    once().then(
      (answer) => setPhone(answer.phone),
      () => undefined,
    )
  }, [once])
  return phone
}

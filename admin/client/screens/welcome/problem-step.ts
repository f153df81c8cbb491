// Where what stands in the way of a commune is put right.

import type { Preview } from './batch.ts'
import type { Step } from './steps.ts'

export type WelcomeProblem = Preview['communes'][number]['problems'][number]['code']

const steps: Readonly<Record<WelcomeProblem, Step>> = {
  'unknown-commune': 'choose',
  'commune-hosted': 'choose',
  'domain-invalid': 'domain',
  'domain-taken': 'domain',
  'people-elsewhere': 'domain',
  'template-missing': 'mailboxes',
  'person-missing': 'people',
  'address-taken': 'people',
  'unknown-mailbox': 'people',
  'unknown-person': 'people',
  'try-later': 'create',
  bug: 'create',
}

export const stepThatMends = (problem: WelcomeProblem): Step => steps[problem]

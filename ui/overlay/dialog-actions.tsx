import type { ReactNode } from 'react'
import './dialog.css'

/** The buttons at the end of a dialog; the one that acts comes last. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className="dialog-actions">{children}</div>
}

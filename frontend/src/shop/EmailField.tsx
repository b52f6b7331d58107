import { useRef } from 'react'
import { Button, TextField, type useForm } from '../ui'
import { meantAddress } from './addresses'
import { useTexts } from './orders'

/** For the `check` of a form: asks once whether an address is meant as typed, when it is nearly one of a common provider. */
export function useTypoGuard() {
  const t = useTexts()
  const asked = useRef<string | undefined>(undefined)
  return (email: string | undefined): string | undefined => {
    const meant = meantAddress(email ?? '')
    if (!meant || asked.current === email) return undefined
    asked.current = email
    return t.checkout.meant(meant)
  }
}

/** The address of a guest, with a button that corrects a likely typing error. */
export function EmailField<N extends string>({
  form,
  name,
  hint,
}: {
  form: Pick<ReturnType<typeof useForm<Record<N, string>>>, 'field' | 'set' | 'errors'>
  name: N
  hint?: string
}) {
  const t = useTexts()
  const field = form.field(name)
  const meant = meantAddress(field.value)
  return (
    <div className="stack">
      <TextField label={t.checkout.email} type="email" inputMode="email" autoComplete="email" hint={hint} {...field} required />
      {field.error && meant && (
        <div>
          <Button onClick={() => form.set(name, meant)}>{t.checkout.takeAddress(meant)}</Button>
        </div>
      )}
    </div>
  )
}

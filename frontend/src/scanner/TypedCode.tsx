import { type FormEvent, useState } from 'react'
import { Button, TextField } from '../ui'
import { useTexts } from './texts'

/** For a ticket whose QR code cannot be read: the code that is printed below it. */
export function TypedCode({ onCheck }: { onCheck: (code: string) => void }) {
  const t = useTexts()
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState(false)
  const check = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim()) onCheck(code.trim())
    setWrong(!code.trim())
    setCode('')
  }
  return (
    <form className="card manual" onSubmit={check} noValidate>
      <TextField
        label={t.manual.label}
        hint={t.manual.hint}
        error={wrong ? t.manual.needed : undefined}
        required
        maxLength={50}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        enterKeyHint="go"
        value={code}
        onChange={value => {
          setCode(value)
          setWrong(false)
        }}
      />
      <Button type="submit" kind="primary">
        {t.manual.check}
      </Button>
    </form>
  )
}

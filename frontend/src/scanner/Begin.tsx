import { useEffect, useState } from 'react'
import { Button, Form, Switch, TextField, useForm } from '../ui'
import { scanIcon } from '../ui/icons/work'
import { pairing } from './pairing'
import type { Preferences } from './preferences'
import { signal } from './signals'
import { useTexts } from './texts'
import { listenToScanner } from './wedge'

/** Setup once per event and device. Pressing its button also unlocks sound. */
export default function Begin({ onBegin }: { onBegin: (preferences: Preferences) => void }) {
  const t = useTexts()
  const [camera, setCamera] = useState(true)
  // Ignore scans here, so that trying the hand scanner does not fill in the gate's name.
  useEffect(() => listenToScanner(() => undefined), [])
  const form = useForm(
    { gate: pairing()?.name ?? t.begin.gates[0] ?? '' },
    {
      submit: async ({ gate }) => {
        signal('good')
        // Ask for persistent storage, so that the browser does not evict scans that are not uploaded yet.
        void navigator.storage?.persist?.().catch(() => false)
        onBegin({ gate: gate.trim(), camera, deviceId: '' })
      },
    },
  )
  return (
    <Form form={form} className="card">
      <TextField label={t.begin.gate} hint={t.begin.gateHint} maxLength={100} list="gates" autoComplete="off" {...form.field('gate')} />
      <datalist id="gates">
        {t.begin.gates.map(name => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Switch label={t.begin.camera} hint={t.begin.cameraHint} on={camera} onChange={setCamera} />
      <Button type="submit" kind="primary" icon={scanIcon}>
        {t.begin.start}
      </Button>
    </Form>
  )
}

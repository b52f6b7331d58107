import { useEffect, useState } from 'react'
import { Button, Dialog, SelectField, Switch, TextField } from '../ui'
import { cameras } from './camera'
import type { Preferences } from './preferences'
import { setSound, signal, soundOn } from './signals'
import { useTexts } from './texts'

export default function DeviceSettings({
  preferences,
  onPreferences,
  onClose,
}: {
  preferences: Preferences
  onPreferences: (preferences: Preferences) => void
  onClose: () => void
}) {
  const t = useTexts()
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([])
  const [sound, setSounds] = useState(soundOn)
  useEffect(() => {
    void cameras().then(setDevices)
  }, [])
  return (
    <Dialog
      title={t.settings.title}
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          {t.settings.done}
        </Button>
      }
    >
      <TextField
        label={t.begin.gate}
        hint={t.begin.gateHint}
        maxLength={100}
        value={preferences.gate}
        onChange={gate => onPreferences({ ...preferences, gate })}
      />
      {devices.length > 1 && (
        <SelectField
          label={t.settings.camera}
          value={preferences.deviceId}
          onChange={deviceId => onPreferences({ ...preferences, deviceId })}
        >
          <option value="">{t.settings.anyCamera}</option>
          {devices.map((device, i) => (
            <option key={device.deviceId} value={device.deviceId}>
              {device.label || `${t.settings.camera} ${i + 1}`}
            </option>
          ))}
        </SelectField>
      )}
      <Switch
        label={t.settings.sound}
        on={sound}
        onChange={on => {
          setSound(on)
          setSounds(on)
          if (on) signal('good')
        }}
      />
    </Dialog>
  )
}

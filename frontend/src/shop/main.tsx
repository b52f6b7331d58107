import { Queries } from '../ui/queries'
import { start } from '../ui/start'
import { App } from './App'
import { load } from './texts'

void start(
  <Queries>
    <App />
  </Queries>,
  load,
)

import { Router } from 'wouter'
import { Queries } from '../ui/queries'
import { start } from '../ui/start'
import { App } from './App'
import { load } from './texts'

void start(
  <Router base="/console">
    <Queries>
      <App />
    </Queries>
  </Router>,
  load,
)

import { createContext } from 'react';
import type { SignedInSession } from './session';

export const SessionContext = createContext<SignedInSession | undefined>(undefined);

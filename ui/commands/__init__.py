"""What each verb of the command line does. Imported when its verb is asked for, so that every start is fast."""

"""Makes the people, companies and claims of the demo, by the services that people use."""

package protocol

// MarshalVT is the name that older callers of this package use for MarshalCF.
func (m *Push) MarshalVT() ([]byte, error) { return m.MarshalCF() }

// UnmarshalVT is the name that older callers of this package use for UnmarshalCF.
func (m *Push) UnmarshalVT(data []byte) error { return m.UnmarshalCF(data) }

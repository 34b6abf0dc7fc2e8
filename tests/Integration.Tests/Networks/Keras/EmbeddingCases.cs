namespace NetGen.Integration.Tests.Networks.Keras;

[Network, Keras("embeddings.Embedding.0"), Tokens(7, 5), Embedding(3)]
public partial class EmbeddingCase0;

[Network, Keras("embeddings.Embedding.1"), Tokens(10, 20), Embedding(5)]
public partial class EmbeddingCase1;

[Network, Keras("embeddings.Embedding.2"), Tokens(5, 33), Embedding(2)]
public partial class EmbeddingCase2;

using System;
using System.Collections.Generic;
using Xunit;

namespace NetGen.Runtime.Tests.Parameters;

public class ParameterLayoutTests
{
    [Fact]
    public void Trainable_parameters_come_first_then_state_in_order_of_declaration_without_holes()
    {
        var layout = SmallNetwork.Layout();

        Assert.Equal(["Conv1.weight", "Norm1.scale", "Dense1.weight", "Norm1.mean"], Array.ConvertAll(layout.Definitions.ToArray(), definition => definition.Name));
        Assert.Equal([0, 18, 20, 32], new[] { layout.OffsetOf(0), layout.OffsetOf(1), layout.OffsetOf(2), layout.OffsetOf(3) });
        Assert.Equal((3, 32, 2, 34), (layout.TrainableCount, layout.TrainableLength, layout.StateLength, layout.Length));
        Assert.Equal(20, layout.OffsetOf("Dense1.weight"));
        Assert.Equal(3, layout.IndexOf("Norm1.mean"));
    }

    [Fact]
    public void A_scalar_has_one_element_and_an_empty_network_none()
    {
        Assert.Equal(1, new ParameterDefinition("temperature", [], Initialization.Ones).Length);
        Assert.Equal(0, new ParameterLayout("Empty").Length);
        Assert.Empty(new ParameterSet<float>(new ParameterLayout("Empty"), 1));
    }

    [Fact]
    public void Duplicate_names_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new ParameterLayout("Net",
            new ParameterDefinition("a", [1], Initialization.Zeros),
            new ParameterDefinition("a", [2], Initialization.Zeros, ParameterKind.State)));
        Assert.Contains("'Net' has two parameters named 'a'", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("__metadata__")]
    public void Names_that_files_cannot_hold_are_refused(string name)
        => Assert.ThrowsAny<ArgumentException>(() => new ParameterDefinition(name, [1], Initialization.Zeros));

    [Fact]
    public void Half_a_surrogate_pair_is_no_name()
        => Assert.ThrowsAny<ArgumentException>(() => new ParameterDefinition("half \ud800 pair", [1], Initialization.Zeros));

    [Fact]
    public void Sizes_are_positive_and_their_product_fits()
    {
        Assert.Contains("[3, 0]", Assert.Throws<ArgumentException>(() => new ParameterDefinition("w", [3, 0], Initialization.Zeros)).Message);
        Assert.Contains("more than 2147483647", Assert.Throws<ArgumentException>(() => new ParameterDefinition("w", [int.MaxValue, int.MaxValue, int.MaxValue], Initialization.Zeros)).Message);
        var large = new ParameterDefinition("w", [1 << 30], Initialization.Zeros);
        Assert.Contains("at most", Assert.Throws<ArgumentException>(() => new ParameterLayout("Net", large, new ParameterDefinition("v", [1 << 30], Initialization.Zeros))).Message);
    }

    [Fact]
    public void Initialisations_that_do_not_fit_are_refused()
    {
        Assert.Contains("no initialisation", Assert.Throws<ArgumentException>(() => new ParameterDefinition("w", [3], default)).Message);
        Assert.Contains("2 rows and 3 columns", Assert.Throws<ArgumentException>(() => new ParameterDefinition("w", [7], Initialization.Orthogonal(2, 3))).Message);
        Assert.Contains("elements 4 to 7", Assert.Throws<ArgumentException>(() => new ParameterDefinition("b", [7], Initialization.ConstantRange(1, 4, 4))).Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Learning_rate_scales_are_finite_and_not_negative(double scale)
        => Assert.Throws<ArgumentException>(() => new ParameterDefinition("w", [1], Initialization.Zeros) { LearningRateScale = scale });

    [Fact]
    public void The_error_for_an_unknown_name_names_the_network_and_near_names()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => SmallNetwork.Layout().IndexOf("dense1.wieght"));
        Assert.Contains("'Small' has no parameter 'dense1.wieght'. Near names: 'Dense1.weight'", error.Message);
        Assert.Contains("It has 4 parameters", Assert.Throws<KeyNotFoundException>(() => SmallNetwork.Layout().IndexOf("qqqqqqqq")).Message);
    }
}
